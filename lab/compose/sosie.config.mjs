import lab from '../sosie.config.ts';

/** The lab's config for the check in a container: the rollout goes on outside, and check.sh tells when. */
export default { ...lab, rollout: { driver: 'manual', port: 4390, timeoutSeconds: 600 } };

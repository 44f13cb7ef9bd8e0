package io.redissentinel.lab.cloud;

/** What a machine is doing, as the host sees it. */
public enum MachineState {
  RUNNING,
  STOPPED,
  ABSENT
}

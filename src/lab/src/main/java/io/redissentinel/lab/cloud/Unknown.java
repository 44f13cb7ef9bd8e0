package io.redissentinel.lab.cloud;

/** Stands for a value that only exists after the update that is being previewed. */
public enum Unknown {
  VALUE
}

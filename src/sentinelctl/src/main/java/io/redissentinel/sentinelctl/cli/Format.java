package io.redissentinel.sentinelctl.cli;

/** How results are printed. */
enum Format {
  text,
  json
}

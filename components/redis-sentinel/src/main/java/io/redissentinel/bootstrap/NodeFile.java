package io.redissentinel.bootstrap;

/**
 * A file that cloud-init writes on a node.
 *
 * @param path absolute
 * @param mode octal, four digits
 * @param content text, as it is on the node
 */
record NodeFile(String path, String mode, String content) {}

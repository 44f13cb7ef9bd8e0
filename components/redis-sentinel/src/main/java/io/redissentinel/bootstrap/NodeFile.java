package io.redissentinel.bootstrap;

/**
 * A file that cloud-init writes on a node.
 *
 * @param path absolute
 * @param mode octal, four digits
 * @param content text, as it is on the node
 */
record NodeFile(String path, String mode, String content) {
  /** Whether it is for the node's first start only, and what runs may say something else. */
  boolean isLive() {
    return path.startsWith(LiveSettings.FOLDER);
  }
}

package io.redissentinel.bootstrap;

import java.util.List;

/**
 * The user data of one node: a cloud-config document, compressed, since EC2 takes 16,384 bytes and
 * cloud-init unpacks gzip by itself.
 */
public final class UserData {
  /** What EC2 takes, in bytes, before base64. */
  public static final int LIMIT_BYTES = 16_384;

  private final String text;
  private final String lasting;
  private final byte[] gzipped;

  private UserData(String text, String lasting, byte[] gzipped) {
    this.text = text;
    this.lasting = lasting;
    this.gzipped = gzipped;
  }

  /**
   * Renders the user data of a node. A pure function.
   *
   * @param cluster the cluster as all nodes see it
   * @param nodeKey which node
   * @throws UserDataTooLarge if it does not fit into {@link #LIMIT_BYTES}
   * @throws IllegalArgumentException if the cluster has no such node
   */
  public static UserData render(ClusterSpec cluster, String nodeKey) {
    List<NodeFile> files = NodeFiles.of(cluster, cluster.node(nodeKey));
    String text = CloudConfig.of(files);
    byte[] gzipped = Gzip.of(text);
    if (gzipped.length > LIMIT_BYTES) {
      throw new UserDataTooLarge(nodeKey, gzipped.length, LIMIT_BYTES);
    }
    return new UserData(text, lasting(cluster.withoutRestoreFrom(), nodeKey), gzipped);
  }

  /** What a running node would have to be replaced for. */
  private static String lasting(ClusterSpec cluster, String nodeKey) {
    return CloudConfig.of(
        NodeFiles.of(cluster, cluster.node(nodeKey)).stream()
            .filter(file -> !file.isLive())
            .toList());
  }

  /** The cloud-config document, for people and tests. */
  public String text() {
    return text;
  }

  /** What an instance is given: the document, compressed with gzip. */
  public byte[] gzipped() {
    return gzipped.clone();
  }

  /**
   * Names the node's rendered configuration: the first 16 hexadecimal digits of the SHA-256 of the
   * document without the {@link LiveSettings} and without the snapshot to restore, which only a
   * cluster that has never run before loads. An instance carries the one that it was launched with
   * as a tag; another one means that something waits to be rolled out.
   */
  public String fingerprint() {
    return Sha256.of(lasting).substring(0, 16);
  }
}

package io.redissentinel;

import com.pulumi.aws.ec2.KeyPair;
import com.pulumi.aws.ec2.KeyPairArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.redissentinel.bootstrap.AuthSpec;
import io.redissentinel.bootstrap.ClusterSpec;
import io.redissentinel.bootstrap.UserData;
import io.redissentinel.topology.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Highly available Redis with Sentinel on EC2: three, five or seven nodes in different zones, each
 * with a Redis server, a sentinel, an address and a data volume of its own.
 *
 * <pre>{@code
 * var redis = new RedisSentinel("redis",
 *     RedisSentinelArgs.builder()
 *         .access(AccessArgs.builder().clientCidrs("10.0.0.0/16").build())
 *         .build());
 * redis.outputs().forEach(ctx::export);
 * }</pre>
 *
 * <p>An update never replaces or restarts a running node: what would do so is held back and listed
 * in {@link #pending()}, until the node is named in {@link RedisSentinelArgs.Builder#rollout}.
 * Settings of which an argument says that they change live, running nodes take within seconds.
 *
 * <p>The names of the child resources are made of the component's name and the nodes' keys, and are
 * part of its contract.
 */
public final class RedisSentinel extends ComponentResource {
  private static final String TYPE = "redis-sentinel:index:RedisSentinel";

  /** A component has no engine log of its own; the engine shows what a program's log says. */
  private static final Logger LOG = Logger.getLogger(RedisSentinel.class.getName());

  private final RedisSentinelArgs args;
  private final Firewall firewall;
  private final Optional<Credentials> credentials;
  private final Output<List<NodeOutput>> nodes;
  private final Output<List<PendingChange>> pending;
  private final Backups backups;
  private final List<String> warnings;

  /** Three nodes in the default VPC, which let nobody in. */
  public RedisSentinel(String name) {
    this(name, RedisSentinelArgs.builder().build());
  }

  /** A cluster as the arguments describe it. */
  public RedisSentinel(String name, RedisSentinelArgs args) {
    this(name, args, ComponentResourceOptions.Empty);
  }

  /**
   * A cluster as the arguments describe it.
   *
   * @param name names the cluster: its resources, and the identities of its sentinels
   * @param args what it is made of
   * @param options Pulumi's own, such as a provider for another region
   * @throws InvalidArgumentsException if the name cannot be used, or the nodes' user data would be
   *     larger than EC2 takes
   */
  public RedisSentinel(String name, RedisSentinelArgs args, ComponentResourceOptions options) {
    super(TYPE, Preconditions.name(name, args), args, options);
    this.args = args;
    this.warnings = Warnings.of(name, args);
    for (String warning : warnings) {
      LOG.warning(warning);
    }
    var invoke = InvokeOptions.builder().parent(this).build();
    var child = ComponentResourceOptions.builder().parent(this).build();

    Output<Layout> layout =
        new SubnetLookup(invoke)
            .subnets(args.nodes())
            .apply(subnets -> Checked.value(() -> Preconditions.layout(name, args, subnets)));
    // These tags wait for the layout, so that nothing at all is made where it is refused.
    Output<Map<String, String>> tags = layout.applyValue(accepted -> Tags.ofCluster(name));
    this.firewall = new Firewall(name, layout.applyValue(Layout::vpcId), args, child);
    this.credentials =
        args.auth().mode() == AuthMode.NONE
            ? Optional.empty()
            : Optional.of(new Credentials(name, args, tags, child));
    var scripts = new NodeScripts(name, tags, child);
    this.backups = new Backups(name, args);
    Output<String> region = new RegionLookup(invoke).region();
    List<Output<RolePolicyDocument>> rights = new ArrayList<>(backups.rights(region));
    rights.add(scripts.policy());
    credentials.ifPresent(password -> rights.add(password.policy()));
    var identity = new InstanceIdentity(name, rights, args.access().sessionManager(), tags, child);
    Optional<KeyPair> keyPair = args.access().publicKey().map(key -> keyPair(name, key, tags));
    Output<String> imageId = new ImageLookup(invoke).imageId(args.machine());

    Map<String, Node> nodesByKey = new LinkedHashMap<>();
    for (String key : args.nodes().keys()) {
      int index = nodesByKey.size();
      var place = layout.applyValue(accepted -> accepted.places().get(index));
      nodesByKey.put(key, new Node(name, key, args, place, firewall.securityGroupId(), child));
    }
    List<Node> all = List.copyOf(nodesByKey.values());
    List<Resource> needed = new ArrayList<>(List.of(firewall, identity, scripts));
    credentials.ifPresent(needed::add);
    Output<ClusterSpec> cluster =
        Output.tuple(
                region,
                scripts.spec(),
                credentials.map(Credentials::spec).orElseGet(() -> Output.of(AuthSpec.none())),
                backups.setting(),
                Output.all(all.stream().map(Node::spec).toList()))
            .applyValue(
                known ->
                    ClusterUserData.spec(
                        name, args, known.t1, known.t2, known.t3, known.t4, known.t5));
    nodesByKey.forEach(
        (key, node) ->
            node.launch(
                new Node.Launch(
                    imageId,
                    keyPair.map(KeyPair::keyName),
                    identity.instanceProfile(),
                    cluster.applyValue(spec -> UserData.render(spec, key)),
                    backups.setting(),
                    needed)));
    args.volumeSnapshots()
        .ifPresent(snapshots -> new VolumeSnapshots(name, snapshots, tags, child));

    this.nodes = Output.all(all.stream().map(Node::output).toList());
    List<Output<List<PendingChange>>> held =
        new ArrayList<>(all.stream().map(Node::pending).toList());
    credentials.ifPresent(password -> held.add(password.pending()));
    this.pending =
        Output.all(held).applyValue(lists -> lists.stream().flatMap(List::stream).toList());
    registerOutputs(outputs());
  }

  /** The name that clients ask the sentinels for. */
  public Output<String> masterName() {
    return Output.of(args.sentinel().masterName());
  }

  /** How many sentinels must find the master down before a failover is tried. */
  public Output<Integer> quorum() {
    return Output.of(args.sentinel().quorumOf(args.nodes().count()));
  }

  /** {@code host:port} of every sentinel: what a client that knows Sentinel is given. */
  public Output<List<String>> sentinelEndpoints() {
    return endpoints(args.sentinel().port());
  }

  /** {@code host:port} of every Redis server, master or replica. */
  public Output<List<String>> redisEndpoints() {
    return endpoints(args.redis().port());
  }

  /**
   * All of it in one line, as Lettuce and what builds on it read it: {@code
   * redis-sentinel://10.0.1.4:26379,10.0.2.7:26379,10.0.3.5:26379/0?sentinelMasterId=mymaster}.
   *
   * @see <a href="https://redis.github.io/lettuce/user-guide/connecting-redis/">Lettuce: URI
   *     syntax</a>
   */
  public Output<String> connectionUri() {
    return sentinelEndpoints()
        .applyValue(
            endpoints ->
                "redis-sentinel://%s/0?sentinelMasterId=%s"
                    .formatted(String.join(",", endpoints), args.sentinel().masterName()));
  }

  /** The nodes, in the order of their keys. */
  public Output<List<NodeOutput>> nodes() {
    return nodes;
  }

  /** The security group that the nodes' network interfaces belong to. */
  public Output<String> securityGroupId() {
    return firewall.securityGroupId();
  }

  /** What was held back; empty where every node runs with what the arguments say. */
  public Output<List<PendingChange>> pending() {
    return pending;
  }

  /**
   * The password of servers and sentinels, a secret; empty where {@link AuthArgs.Builder#mode} is
   * none. Clients that run in AWS better read it where it is stored.
   */
  public Output<Optional<String>> redisPassword() {
    return credentials
        .map(kept -> kept.password().applyValue(Optional::of))
        .orElseGet(() -> Output.of(Optional.empty()));
  }

  /** Where the backups are; empty where {@link RedisSentinelArgs.Builder#backups} are none. */
  public Output<Optional<BackupOutput>> backups() {
    return backups.output();
  }

  /**
   * What the arguments allow and is better not allowed, such as a Redis release with known
   * vulnerabilities, each with the way out. They are in this class's log too; a program that
   * silences that hands them on: {@code redis.warnings().forEach(text -> ctx.log().warn(text))}.
   */
  public List<String> warnings() {
    return warnings;
  }

  /** All outputs by name, ready to be exported: {@code redis.outputs().forEach(ctx::export)}. */
  public Map<String, Output<?>> outputs() {
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    outputs.put("masterName", masterName());
    outputs.put("quorum", quorum());
    outputs.put("sentinelEndpoints", sentinelEndpoints());
    outputs.put("redisEndpoints", redisEndpoints());
    outputs.put("connectionUri", connectionUri());
    outputs.put("redisPassword", redisPassword().applyValue(known -> known.orElse(null)));
    outputs.put("nodes", nodes.applyValue(all -> all.stream().map(NodeOutput::toMap).toList()));
    outputs.put("securityGroupId", securityGroupId());
    outputs.put(
        "pending", pending.applyValue(all -> all.stream().map(PendingChange::toMap).toList()));
    outputs.put(
        "backups", backups().applyValue(found -> found.map(BackupOutput::toMap).orElse(null)));
    return Collections.unmodifiableMap(outputs);
  }

  private Output<List<String>> endpoints(int port) {
    return nodes.applyValue(
        all -> all.stream().map(node -> node.privateAddress() + ":" + port).toList());
  }

  private KeyPair keyPair(String name, Output<String> publicKey, Output<Map<String, String>> tags) {
    return new KeyPair(
        name,
        KeyPairArgs.builder().publicKey(publicKey).tags(tags).build(),
        CustomResourceOptions.builder().parent(this).build());
  }
}

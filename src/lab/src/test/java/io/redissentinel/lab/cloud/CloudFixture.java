package io.redissentinel.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissentinel.lab.cloud.ec2.Instances;
import io.redissentinel.lab.cloud.ec2.NetworkInterfaces;
import io.redissentinel.lab.cloud.ec2.SecurityGroups;
import io.redissentinel.lab.cloud.ec2.VolumeAttachments;
import io.redissentinel.lab.cloud.ec2.Volumes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A cloud on a fake machine, with what tests make in it again and again. */
public final class CloudFixture {
  public static final String SUBNET_A = Region.SUBNETS.get(0).id();
  public static final String SUBNET_B = Region.SUBNETS.get(1).id();

  public final FakeHost host;
  public final Cloud cloud;
  private int count;

  public CloudFixture(Path folder) {
    this(folder, new FakeHost());
  }

  public CloudFixture(Path folder, FakeHost host) {
    this.host = host;
    cloud = new Cloud(folder, host);
  }

  /** Inputs from alternating names and values. */
  public static Properties inputs(Object... namesAndValues) {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Properties(values);
  }

  /** What the engine does: defaults, check, creation. */
  public Resource create(String token, Properties inputs) {
    String urn = "urn:pulumi:test::test::" + token + "::it" + ++count;
    Properties complete =
        cloud.complete(token, new Autoname(urn, new byte[0]), Properties.empty(), inputs);
    assertThat(cloud.check(token, complete)).isEmpty();
    return cloud.create(token, urn, complete);
  }

  public Resource create(String token, Object... namesAndValues) {
    return create(token, inputs(namesAndValues));
  }

  public Resource update(Resource resource, Properties inputs) {
    return cloud.update(resource.type(), resource.id(), resource.inputs(), inputs);
  }

  public void delete(Resource resource) {
    cloud.delete(resource.type(), resource.id());
  }

  public Resource nic(Object... namesAndValues) {
    return create(
        NetworkInterfaces.TOKEN, inputs(namesAndValues).withDefault("subnetId", SUBNET_A));
  }

  public Resource instanceOn(Resource nic) {
    return create(Instances.TOKEN, instanceInputs(nic));
  }

  public static Properties instanceInputs(Resource nic) {
    return inputs(
        "ami",
        "ami-1",
        "instanceType",
        "t3.micro",
        "networkInterfaces",
        List.of(Map.of("networkInterfaceId", nic.id(), "deviceIndex", 0)));
  }

  public Resource volume() {
    return create(Volumes.TOKEN, "availabilityZone", Region.NAME + "a", "size", 8);
  }

  public Resource attachment(Resource volume, Resource instance) {
    return create(
        VolumeAttachments.TOKEN,
        "deviceName",
        "/dev/sdf",
        "volumeId",
        volume.id(),
        "instanceId",
        instance.id());
  }

  public Resource group(String name) {
    return create(SecurityGroups.TOKEN, "name", name);
  }

  /** The message of the error of this code that the action meets. */
  public static String refusal(String code, ThrowingCallable action) {
    AwsException error = catchThrowableOfType(AwsException.class, action);
    assertThat(error).as("an error %s", code).isNotNull();
    assertThat(error.code()).isEqualTo(code);
    return error.getMessage();
  }
}

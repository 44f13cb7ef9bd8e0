package io.redissentinel.sentinelctl.stack;

import static io.redissentinel.sentinelctl.handover.Looks.A;
import static io.redissentinel.sentinelctl.handover.Looks.B;
import static io.redissentinel.sentinelctl.handover.Looks.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.stack.Preview.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreviewTest {
  private static final List<NodeRef> NODES = List.of(A, B, C);

  private static final Change INSTANCE =
      new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-b", "");
  private static final Change ATTACHMENT =
      new Change("replace", "aws:ec2/volumeAttachment:VolumeAttachment", "redis-b-data", "vai", "");

  private static Preview with(Change... others) {
    List<Change> changes = new ArrayList<>(List.of(INSTANCE, ATTACHMENT));
    changes.addAll(List.of(others));
    return new Preview(changes);
  }

  @Test
  void whatPulumiPrintsIsReadWithoutWhatStaysTheSame() {
    Preview preview =
        Preview.parse(
            """
            {"steps": [
              {"op": "same", "urn": "urn:pulumi:prod::redis-sentinel::pulumi:pulumi:Stack::redis-sentinel-prod"},
              {"op": "delete-replaced", "urn": "urn:pulumi:prod::redis-sentinel::redis-sentinel:index:RedisSentinel$redis-sentinel:index:Node$aws:ec2/instance:Instance::redis-b",
               "oldState": {"id": "i-b"}},
              {"op": "update", "urn": "urn:pulumi:prod::redis-sentinel::redis-sentinel:index:Node$aws:ec2/tag:Tag::redis-c-redis-settings",
               "oldState": {"id": "i-c,k"}, "newState": {"inputs": {"value": "maxmemory=auto"}}}
            ]}
            """);
    assertThat(preview.changes())
        .containsExactly(
            new Change("delete-replaced", "aws:ec2/instance:Instance", "redis-b", "i-b", ""),
            new Change(
                "update", "aws:ec2/tag:Tag", "redis-c-redis-settings", "i-c,k", "maxmemory=auto"));
  }

  @Test
  void whatIsNoPreviewIsRefused() {
    assertThatThrownBy(() -> Preview.parse("{}")).hasMessageContaining("printed no steps");
    assertThatThrownBy(() -> Preview.parse("error: ...")).hasMessageContaining("no JSON");
  }

  @Test
  void theNodeAloneIsFine() {
    assertThat(with().onlyTouches("redis", B, NODES)).isEmpty();
  }

  @Test
  void anInstanceThatIsGoneIsMadeAnew() {
    Change made = new Change("create", "aws:ec2/instance:Instance", "redis-b", "", "");
    assertThat(new Preview(List.of(made)).onlyTouches("redis", B, NODES)).isEmpty();
  }

  @Test
  void whatAnUpdateThatWasCutOffHasLeftIsFinished() {
    Change newer = new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-newer", "");
    assertThat(new Preview(List.of(newer)).onlyTouches("redis", B, NODES)).isEmpty();
    assertThat(new Preview(List.of(ATTACHMENT)).onlyTouches("redis", B, NODES)).isEmpty();
  }

  @Test
  void whatIsHarmlessBesideItIsTold() {
    Change tag = new Change("update", "aws:ec2/tag:Tag", "redis-c-redis-settings", "x", "v");
    Change scripts =
        new Change("update", "aws:ssm/parameter:Parameter", "redis-scripts-0", "x", "");
    Change component = new Change("update", "redis-sentinel:index:Node", "redis-c", "", "");
    assertThat(with(tag, scripts, component).onlyTouches("redis", B, NODES))
        .containsExactly(tag, scripts);
  }

  @ParameterizedTest
  @CsvSource({
    "replace, aws:ec2/instance:Instance, redis-c",
    "update, aws:ec2/instance:Instance, redis-c",
    "update, aws:ec2/instance:Instance, redis-ab",
    "replace, aws:ec2/volumeAttachment:VolumeAttachment, redis-c-data",
    "replace, aws:ebs/volume:Volume, redis-b-data",
    "delete, aws:ebs/volume:Volume, redis-b-data",
    "replace, aws:ec2/networkInterface:NetworkInterface, redis-b-interface",
    "delete, aws:ec2/tag:Tag, redis-c-redis-settings",
    "update, aws:ec2/securityGroup:SecurityGroup, redis-nodes",
    "create, aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule, redis-nodes-x",
  })
  void everythingElseIsRefusedAndNamed(String operation, String type, String name) {
    Change change = new Change(operation, type, name, "id", "");
    assertThatThrownBy(() -> with(change).onlyTouches("redis", B, NODES))
        .hasMessageContaining(change.toString())
        .hasMessageContaining("nothing was changed");
  }

  @Test
  void anotherNodesInstanceUnderItsNameIsRefused() {
    Change other = new Change("replace", "aws:ec2/instance:Instance", "redis-b", "i-c", "");
    assertThatThrownBy(() -> new Preview(List.of(other)).onlyTouches("redis", B, NODES))
        .hasMessageContaining("touches more than that node");
  }

  @Test
  void aPreviewThatLeavesTheNodeAloneIsADoubt() {
    assertThatThrownBy(() -> new Preview(List.of()).onlyTouches("redis", B, NODES))
        .hasMessageContaining("does not touch it (resources redis-b)");
  }

  @Test
  void aSettingMayChangeTagsOnly() {
    Change tag = new Change("update", "aws:ec2/tag:Tag", "redis-c-redis-settings", "x", "v");
    assertThat(new Preview(List.of(tag)).onlyChangesTags()).containsExactly(tag);
    assertThatThrownBy(() -> new Preview(List.of(tag, INSTANCE)).onlyChangesTags())
        .hasMessageContaining("would do more")
        .hasMessageContaining(INSTANCE.toString());
  }
}

package io.redissentinel.sentinelctl.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissentinel.sentinelctl.CtlException;
import io.redissentinel.sentinelctl.ExitCode;
import io.redissentinel.sentinelctl.Recorded;
import org.junit.jupiter.api.Test;

class OutputsTest {
  @Test
  void aRealStackIsRead() {
    Outputs outputs = Recorded.outputs();
    assertThat(outputs.masterName()).isEqualTo("mymaster");
    assertThat(outputs.quorum()).isEqualTo(2);
    assertThat(outputs.redisPort()).isEqualTo(6379);
    assertThat(outputs.sentinelPort()).isEqualTo(26379);
    assertThat(outputs.nodes()).extracting(NodeRef::key).containsExactly("a", "b", "c");
    assertThat(outputs.node("b"))
        .returns("10.77.2.10", NodeRef::privateAddress)
        .returns("lab-local-1b", NodeRef::zone)
        .hasToString("b (10.77.2.10)");
    assertThat(outputs.atAddress("10.77.3.10")).contains(outputs.node("c"));
    assertThat(outputs.securityGroupId())
        .hasValueSatisfying(id -> assertThat(id).startsWith("sg-"));
    assertThat(outputs.pending()).isEmpty();
  }

  @Test
  void anUnknownNodeIsAUsageErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> Recorded.outputs().node("x"))
        .isInstanceOf(CtlException.class)
        .hasMessage("there is no node 'x' in the stack: it has a, b, c")
        .returns(ExitCode.USAGE, e -> ((CtlException) e).exitCode());
  }

  @Test
  void aStackThatIsNotUpIsNamedWithTheWayOut() {
    assertThatThrownBy(() -> Outputs.parse("{}"))
        .hasMessageContaining("no outputs masterName, quorum")
        .hasMessageContaining("pulumi up")
        .hasMessageContaining("--stack");
  }

  @Test
  void whatIsNoJsonIsAnErrorWithoutTheText() {
    assertThatThrownBy(() -> Outputs.parse("hunter2 is the password"))
        .isInstanceOf(CtlException.class)
        .hasMessageContaining("not those of a cluster");
  }

  @Test
  void pendingChangesAreRead() {
    String json =
        """
        {"masterName":"m","quorum":2,"sentinelEndpoints":["h:1"],"redisEndpoints":["h:2"],"nodes":[{"key":"a"}],
         "pending":[{"node":"c","what":"configuration","running":"1a","wanted":"2b"}]}""";
    assertThat(Outputs.parse(json).pending())
        .singleElement()
        .hasToString("c: configuration 1a, wanted 2b");
  }
}

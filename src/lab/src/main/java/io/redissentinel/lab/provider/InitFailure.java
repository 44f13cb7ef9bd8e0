package io.redissentinel.lab.provider;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.redissentinel.lab.cloud.Resource;
import pulumirpc.Provider.ErrorResourceInitFailed;

/**
 * The answer for a resource that exists and is of no use yet: the engine records it together with
 * the reason, and the next {@code pulumi up} calls Update on it.
 */
final class InitFailure {
  private InitFailure() {}

  static StatusRuntimeException of(Resource resource, String reason) {
    ErrorResourceInitFailed detail =
        ErrorResourceInitFailed.newBuilder()
            .setId(resource.id())
            .setProperties(Wire.write(resource.outputs()))
            .setInputs(Wire.write(resource.inputs()))
            .addReasons(reason)
            .build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(Code.UNKNOWN.value())
            .setMessage(reason)
            .addDetails(Any.pack(detail))
            .build());
  }
}

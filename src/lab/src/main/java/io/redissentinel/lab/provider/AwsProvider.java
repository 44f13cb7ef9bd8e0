package io.redissentinel.lab.provider;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.redissentinel.lab.cloud.Autoname;
import io.redissentinel.lab.cloud.Cloud;
import io.redissentinel.lab.cloud.Plan;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.PropertyPath;
import io.redissentinel.lab.cloud.Resource;
import io.redissentinel.lab.cloud.Resource.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.GetSchemaResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc;

/** The calls of the engine, each turned into one of the cloud. */
final class AwsProvider extends ResourceProviderGrpc.ResourceProviderImplBase {
  /** Of the real provider that the program's SDK belongs to. */
  static final String VERSION = "6.83.0";

  private final Cloud cloud;
  private final Waiting waiting;

  AwsProvider(Cloud cloud, Waiting waiting) {
    this.cloud = cloud;
    this.waiting = waiting;
  }

  @Override
  public void attach(PluginAttach request, StreamObserver<Empty> observer) {
    Calls.answer(
        observer,
        () -> {
          waiting.attach(request.getAddress());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
    Calls.answer(observer, () -> PluginInfo.newBuilder().setVersion(VERSION).build());
  }

  @Override
  public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> observer) {
    Calls.answer(
        observer, () -> GetSchemaResponse.newBuilder().setSchema(SchemaDocument.json()).build());
  }

  @Override
  public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          CheckResponse.Builder response = CheckResponse.newBuilder().setInputs(request.getNews());
          Configuration.problem(Wire.read(request.getNews()))
              .ifPresent(
                  problem ->
                      response.addFailures(
                          CheckFailure.newBuilder().setProperty("region").setReason(problem)));
          return response.build();
        });
  }

  @Override
  public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> observer) {
    Calls.answer(
        observer,
        () ->
            DiffResponse.newBuilder()
                .setChanges(
                    request.getOldInputs().equals(request.getNews())
                        ? DiffResponse.DiffChanges.DIFF_NONE
                        : DiffResponse.DiffChanges.DIFF_SOME)
                .build());
  }

  @Override
  public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          Configuration.problem(Wire.read(request.getArgs()))
              .ifPresent(
                  problem -> {
                    throw Status.FAILED_PRECONDITION.withDescription(problem).asRuntimeException();
                  });
          return ConfigureResponse.newBuilder().setSupportsPreview(true).build();
        });
  }

  @Override
  public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          String token = Urns.type(request.getUrn());
          Autoname names = new Autoname(request.getUrn(), request.getRandomSeed().toByteArray());
          Properties inputs =
              cloud.complete(
                  token, names, Wire.read(request.getOlds()), Wire.read(request.getNews()));
          CheckResponse.Builder response = CheckResponse.newBuilder().setInputs(Wire.write(inputs));
          cloud
              .check(token, inputs)
              .forEach(
                  problem ->
                      response.addFailures(
                          CheckFailure.newBuilder()
                              .setProperty(problem.property())
                              .setReason(problem.reason())));
          return response.build();
        });
  }

  @Override
  public void diff(DiffRequest request, StreamObserver<DiffResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          List<PropertyPath> ignored =
              request.getIgnoreChangesList().stream().map(PropertyPath::parse).toList();
          Plan plan =
              cloud.plan(
                  Urns.type(request.getUrn()),
                  Wire.read(request.getOldInputs()),
                  Wire.read(request.getOlds()),
                  Wire.read(request.getNews()),
                  ignored);
          return Diffs.response(plan);
        });
  }

  @Override
  public void create(CreateRequest request, StreamObserver<CreateResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          String token = Urns.type(request.getUrn());
          Properties inputs = Wire.read(request.getProperties());
          if (request.getPreview()) {
            return CreateResponse.newBuilder()
                .setProperties(Wire.write(cloud.previewCreate(token, inputs)))
                .build();
          }
          BooleanSupplier cancellation = waiting.cancellation();
          Resource made = cloud.create(token, request.getUrn(), inputs);
          waiting.await(made, cancellation);
          return CreateResponse.newBuilder()
              .setId(made.id())
              .setProperties(Wire.write(made.outputs()))
              .build();
        });
  }

  @Override
  public void update(UpdateRequest request, StreamObserver<UpdateResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          String token = Urns.type(request.getUrn());
          Properties inputs = Wire.read(request.getNews());
          if (request.getPreview()) {
            return UpdateResponse.newBuilder()
                .setProperties(
                    Wire.write(cloud.previewUpdate(token, Wire.read(request.getOlds()), inputs)))
                .build();
          }
          BooleanSupplier cancellation = waiting.cancellation();
          Resource now =
              cloud.update(token, request.getId(), Wire.read(request.getOldInputs()), inputs);
          waiting.await(now, cancellation);
          return UpdateResponse.newBuilder().setProperties(Wire.write(now.outputs())).build();
        });
  }

  /**
   * Answers with the properties that the engine asks about, and no others, as inputs: what AWS
   * chose by itself is no input of the program's.
   */
  @Override
  public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
    Calls.answer(
        observer,
        () -> {
          Optional<Resource> found = cloud.read(Urns.type(request.getUrn()), request.getId());
          if (found.isEmpty()) {
            return ReadResponse.getDefaultInstance();
          }
          if (found.get().readiness() != Readiness.READY) {
            throw InitFailure.of(found.get(), "not ready when last waited for");
          }
          Struct outputs = Wire.write(found.get().outputs());
          Struct.Builder inputs = request.getInputs().toBuilder();
          if (inputs.getFieldsCount() == 0) {
            inputs = Wire.write(found.get().inputs()).toBuilder();
          }
          for (String name : Map.copyOf(inputs.getFieldsMap()).keySet()) {
            if (outputs.containsFields(name)) {
              inputs.putFields(name, outputs.getFieldsOrThrow(name));
            }
          }
          return ReadResponse.newBuilder()
              .setId(found.get().id())
              .setProperties(outputs)
              .setInputs(inputs)
              .build();
        });
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<Empty> observer) {
    Calls.answer(
        observer,
        () -> {
          cloud.delete(Urns.type(request.getUrn()), request.getId());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> observer) {
    Calls.answer(
        observer,
        () ->
            InvokeResponse.newBuilder()
                .setReturn(Wire.write(cloud.lookup(request.getTok(), Wire.read(request.getArgs()))))
                .build());
  }

  @Override
  public void cancel(Empty request, StreamObserver<Empty> observer) {
    Calls.answer(
        observer,
        () -> {
          waiting.cancelAll();
          return Empty.getDefaultInstance();
        });
  }
}

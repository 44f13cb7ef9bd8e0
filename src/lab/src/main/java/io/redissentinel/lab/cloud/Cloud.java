package io.redissentinel.lab.cloud;

import io.redissentinel.lab.cloud.Resource.Readiness;
import io.redissentinel.lab.cloud.ResourceType.Problem;
import io.redissentinel.lab.cloud.ec2.Firewall;
import io.redissentinel.lab.cloud.ec2.NetworkInterfaces;
import io.redissentinel.lab.cloud.lookup.Lookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * AWS as far as the lab models it. Rules and records are dealt with under the store's lock and at
 * once; what takes time on the machine is done outside, so that calls for different resources run
 * side by side. A creation that the machine refuses leaves no record.
 */
public final class Cloud {
  private final Store store;
  private final Host host;

  /**
   * @param folder where the records are kept; made when missing
   */
  public Cloud(Path folder, Host host) {
    this.store = new Store(folder);
    this.host = host;
  }

  public Properties complete(String token, Autoname names, Properties olds, Properties inputs) {
    return Catalogue.type(token).complete(names, olds, inputs);
  }

  public List<Problem> check(String token, Properties inputs) {
    ResourceType type = Catalogue.type(token);
    List<Problem> problems = new ArrayList<>();
    Collection<String> known = type.schema().inputs();
    for (String name : inputs.values().keySet()) {
      if (!name.startsWith("__") && !known.contains(name)) {
        problems.add(
            new Problem(
                name, NotModelledException.message("the property '" + name + "' of " + token)));
      }
    }
    for (String name : type.schema().requiredInputs()) {
      if (!inputs.has(name)) {
        problems.add(new Problem(name, "missing required property '" + name + "'"));
      }
    }
    problems.addAll(type.check(inputs));
    return problems;
  }

  /** What is to be done about a resource. */
  public Plan plan(
      String token,
      Properties oldInputs,
      Properties oldOutputs,
      Properties inputs,
      List<PropertyPath> ignored) {
    return Plan.of(Catalogue.type(token), oldInputs, oldOutputs, inputs, ignored);
  }

  public Properties previewCreate(String token, Properties inputs) {
    return Catalogue.type(token).schema().preview(inputs);
  }

  public Properties previewUpdate(String token, Properties oldOutputs, Properties inputs) {
    return Catalogue.type(token).schema().echo(oldOutputs, inputs);
  }

  public Resource create(String token, String urn, Properties inputs) {
    ResourceType type = Catalogue.type(token);
    Resource made =
        store.locked(
            () -> {
              Resource resource = type.create(store, urn, inputs);
              save(type, resource);
              return resource;
            });
    try {
      applyFirewall(type);
      type.realise(store, host, made);
      return made;
    } catch (RuntimeException e) {
      undo(type, made, e);
      throw e;
    }
  }

  private void undo(ResourceType type, Resource made, RuntimeException cause) {
    try {
      type.undo(store, host, made);
      store.remove(made);
      applyFirewall(type);
    } catch (RuntimeException e) {
      store.remove(made);
      cause.addSuppressed(e);
    }
  }

  /** The resource as it is, or empty where it is gone. */
  public Optional<Resource> read(String token, String id) {
    ResourceType type = Catalogue.type(token);
    Optional<Resource> recorded = store.find(token, id);
    Optional<Resource> now = recorded.flatMap(resource -> type.read(store, host, resource));
    if (recorded.isPresent() && now.isEmpty()) {
      forget(type, recorded.get());
    }
    return now;
  }

  /**
   * Changes a resource.
   *
   * @param oldInputs what the engine knows; what AWS has may differ
   */
  public Resource update(String token, String id, Properties oldInputs, Properties inputs) {
    ResourceType type = Catalogue.type(token);
    Resource old =
        store
            .find(token, id)
            .orElseThrow(
                () ->
                    new AwsException(
                        "NotFound", id + " does not exist; run `pulumi refresh` to notice"));
    Resource now =
        store.locked(
            () -> {
              Resource resource = type.update(store, old, oldInputs, inputs);
              save(type, resource);
              return resource;
            });
    try {
      applyFirewall(type);
      type.alter(store, host, old, now);
      return now;
    } catch (RuntimeException e) {
      store.save(old);
      try {
        applyFirewall(type);
      } catch (HostException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /**
   * Waits until the resource is of use, and keeps in mind when that failed.
   *
   * @throws HostException when it failed or was cancelled; the resource is still there
   */
  public void awaitReady(Resource resource, Consumer<String> progress, BooleanSupplier cancelled) {
    ResourceType type = Catalogue.type(resource.type());
    try {
      type.awaitReady(store, host, resource, progress, cancelled);
      remember(resource, Readiness.READY);
    } catch (HostException e) {
      remember(resource, cancelled.getAsBoolean() ? Readiness.UNKNOWN : Readiness.FAILED);
      throw e;
    }
  }

  private void remember(Resource resource, Readiness readiness) {
    if (resource.readiness() != readiness) {
      save(Catalogue.type(resource.type()), resource.with(readiness));
    }
  }

  private void save(ResourceType type, Resource resource) {
    store.save(type.schema().withoutSecrets(resource));
  }

  /** What is not there is deleted already. */
  public void delete(String token, String id) {
    ResourceType type = Catalogue.type(token);
    Optional<Resource> resource =
        store.locked(
            () -> {
              Optional<Resource> found = store.find(token, id);
              found.ifPresent(there -> type.checkDeletable(store, there));
              return found;
            });
    resource.ifPresent(there -> forget(type, there));
  }

  /**
   * Loses a resource as AWS itself may: nobody is asked whether it may go, and Pulumi is not told.
   * What hangs on it goes, too. It must be there.
   */
  public void lose(String token, String id) {
    Resource lost =
        store.find(token, id).orElseThrow(() -> new AwsException("NotFound", id + " is not there"));
    forget(Catalogue.type(token), lost);
  }

  private void forget(ResourceType type, Resource resource) {
    type.remove(store, host, resource);
    store.remove(resource);
    applyFirewall(type);
  }

  public Properties lookup(String token, Properties arguments) {
    Lookup lookup = Catalogue.lookup(token);
    for (String name : arguments.values().keySet()) {
      if (!lookup.arguments().contains(name)) {
        throw new NotModelledException("the argument '" + name + "' of " + token);
      }
    }
    return lookup.answer().find(store, host, arguments);
  }

  /** All resources of a type, by id. */
  public List<Resource> list(String token) {
    return store.list(token);
  }

  public List<Resource> listAll() {
    return store.listAll();
  }

  /** Brings back what a restart of the machine takes away: interfaces and the packet filter. */
  public void restore() {
    store
        .list(NetworkInterfaces.TOKEN)
        .forEach(nic -> host.createInterface(NetworkInterfaces.asInterface(nic)));
    store.locked(this::applyFirewall);
  }

  private void applyFirewall(ResourceType type) {
    if (type.filtersTraffic()) {
      store.locked(this::applyFirewall);
    }
  }

  private boolean applyFirewall() {
    host.applyFirewall(Firewall.of(store));
    return true;
  }
}

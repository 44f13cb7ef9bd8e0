package io.redissentinel.lab.cloud;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The rules of one resource type. What AWS would decide at once (is the address free, does the
 * group exist) is decided by {@link #create}, {@link #update} and {@link #checkDeletable}, under
 * the store's lock and without touching the machine; what takes its time on the machine is done by
 * {@link #realise}, {@link #alter} and {@link #remove}, side by side with others.
 */
public interface ResourceType {
  /** Whatever is wrong with the value of a property. */
  record Problem(String property, String reason) {}

  /** The Pulumi type token. */
  String token();

  Schema schema();

  /** Inputs with the defaults that the real provider fills in before the engine compares them. */
  default Properties complete(Autoname names, Properties oldInputs, Properties inputs) {
    return inputs;
  }

  /** Problems that need no look at what exists; known properties and required ones apart. */
  default List<Problem> check(Properties inputs) {
    return List.of();
  }

  default Schema.Effect effect(PropertyPath changed, Properties inputs) {
    return schema().effect(changed);
  }

  /** Whether the old one must go before its replacement can come. */
  default boolean deleteBeforeReplace() {
    return false;
  }

  /** Whether the packet filter depends on resources of this type. */
  default boolean filtersTraffic() {
    return false;
  }

  /** The resource to be, not yet saved. */
  Resource create(Store store, String urn, Properties inputs);

  default void realise(Store store, Host host, Resource made) {}

  default Resource update(Store store, Resource old, Properties inputs) {
    return old.with(inputs, schema().echo(old.outputs(), inputs));
  }

  /**
   * The same, for a type whose resources also change behind the engine's back.
   *
   * @param oldInputs what the engine goes by
   */
  default Resource update(Store store, Resource old, Properties oldInputs, Properties inputs) {
    return update(store, old, inputs);
  }

  default void alter(Store store, Host host, Resource old, Resource now) {}

  default void checkDeletable(Store store, Resource resource) {}

  /** Undoes {@link #realise}, also half of it. */
  default void remove(Store store, Host host, Resource resource) {}

  /** Undoes a {@link #realise} that failed, before anybody has had the resource. */
  default void undo(Store store, Host host, Resource made) {
    remove(store, host, made);
  }

  /** The resource as it is now; empty where it has gone. */
  default Optional<Resource> read(Store store, Host host, Resource recorded) {
    return Optional.of(recorded);
  }

  /** Waits until the resource is of use; called after a creation and after each update. */
  default void awaitReady(
      Store store,
      Host host,
      Resource resource,
      Consumer<String> progress,
      BooleanSupplier cancelled) {}
}

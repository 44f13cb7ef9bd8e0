/**
 * The stack program: stack configuration, to the component's arguments, to the stack's outputs.
 * Nothing is decided here; defaults and rules are the component's.
 */
package io.redissentinel.program;

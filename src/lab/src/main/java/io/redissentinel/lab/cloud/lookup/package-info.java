/** The provider's functions: look-ups of what an account has without a program's doing. */
package io.redissentinel.lab.cloud.lookup;

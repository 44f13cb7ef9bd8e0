/**
 * The resource types of Secrets Manager. What is recorded names the secrets; their values are at
 * moto only.
 */
package io.redissentinel.lab.cloud.secretsmanager;

/**
 * The proof that a platform is data: a sixth one, made up, whose convention, envelope and field names nothing that ships has. The gateway knows
 * it by the files in {@code src/test/resources/sixth} only; what plays it here is code of its own.
 */
package io.yizhan.sixth;

package io.yizhan.vocabulary;

/** Test and production never meet: a key of one reaches only endpoints of the same. */
public enum Environment {
    TEST,
    PRODUCTION
}

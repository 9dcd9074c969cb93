/**
 * The words every room uses: who (partner, region), what (kind, message), how it travels (request, answer) and how it is refused.
 *
 * <p>Values only, validated when built. Knows no other room, opens no file, no socket and no clock.
 */
package io.yizhan.vocabulary;

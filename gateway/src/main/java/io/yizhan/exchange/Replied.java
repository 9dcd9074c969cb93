package io.yizhan.exchange;

import io.yizhan.attachment.Offer;
import io.yizhan.vocabulary.WireAnswer;
import java.util.List;

/**
 * The reply is translated, cut to what is released, and written in the caller's dialect; it is not signed and has not left yet.
 *
 * @param offers the files it speaks of: they may be fetched once the reply may leave
 */
public record Replied(Heard before, WireAnswer answer, List<Offer> offers) implements Stage {}

package io.yizhan.mapping;

/**
 * A mapping broke while it ran: a defect of its file, not of the message. Says where, never what the message held: the engine's own
 * words may quote the payload, so they are neither repeated nor kept as the cause.
 */
public final class MappingFailed extends RuntimeException {
    /** @param where file, and where known, line and column */
    MappingFailed(String where) {
        super(where + ": the mapping failed while it ran");
    }
}

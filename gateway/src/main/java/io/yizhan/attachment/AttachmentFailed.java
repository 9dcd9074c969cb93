package io.yizhan.attachment;

/** A content that is kept cannot be read, or one that is not needed cannot be removed: the depot is broken or out of reach. */
public final class AttachmentFailed extends RuntimeException {
    AttachmentFailed(Exception cause) {
        super("the depot cannot be used", cause);
    }
}

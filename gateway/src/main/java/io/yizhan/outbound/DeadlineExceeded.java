package io.yizhan.outbound;

import java.io.IOException;

/** The call took longer than it was given and was broken off; whether the other side acted on it is not known. */
public final class DeadlineExceeded extends IOException {
    DeadlineExceeded(Throwable cause) {
        super("the call was not over by its deadline", cause);
    }
}

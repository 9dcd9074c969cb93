package io.yizhan.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an answer, read under the call's deadline and up to the largest size allowed. */
final class WatchedEntity extends HttpEntityWrapper {
    private final Deadline deadline;
    private final long largest;
    private InputStream content;

    WatchedEntity(HttpEntity entity, Deadline deadline, long largest) {
        super(entity);
        this.deadline = deadline;
        this.largest = largest;
    }

    @Override
    public InputStream getContent() throws IOException {
        if (content == null) {
            content = new WatchedStream(super.getContent(), deadline, largest);
        }
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            deadline.over();
        }
    }
}

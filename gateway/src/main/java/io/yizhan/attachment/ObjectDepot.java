package io.yizhan.attachment;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.yizhan.vocabulary.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/** A bucket of an object storage. Large contents go there in parts, straight from the file they arrived in. */
record ObjectDepot(ObjectStorage storage, MinioClient client) implements Depot {
    static final String NAME = "objects";

    private static final int NOT_FOUND = 404;
    private static final long PART = 16 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STILL = Duration.ofSeconds(60);

    static ObjectDepot at(ObjectStorage storage) {
        MinioClient.Builder client = MinioClient.builder()
                .endpoint(storage.url().toString())
                .credentials(storage.accessKey(), storage.secretKey());
        MinioClient built = (storage.region().isEmpty() ? client : client.region(storage.region())).build();
        built.setTimeout(CONNECT.toMillis(), STILL.toMillis(), STILL.toMillis());
        return new ObjectDepot(storage, built);
    }

    /** What the client may throw. */
    private interface Call<T> {
        T made() throws MinioException, GeneralSecurityException, IOException;
    }

    private static <T> Optional<T> found(Call<T> call) throws IOException {
        try {
            return Optional.ofNullable(call.made());
        } catch (ErrorResponseException answered) {
            if (answered.response().code() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException(answered);
        } catch (MinioException | GeneralSecurityException failed) {
            throw new IOException(failed);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare(Digest digest, Path whole) throws IOException {
        found(() -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(storage.bucket())
                        .object(digest.toString())
                        .filename(whole.toString(), PART)
                        .build()))
                .orElseThrow(() -> new IOException("there is no such bucket"));
    }

    @Override
    public boolean keep(Digest digest, Path whole) throws IOException {
        return size(digest).isPresent();
    }

    private Optional<Long> size(Digest digest) throws IOException {
        return found(() -> client.statObject(StatObjectArgs.builder().bucket(storage.bucket()).object(digest.toString()).build()).size());
    }

    @Override
    public Optional<Content> open(Digest digest) throws IOException {
        return size(digest).map(length -> new Stored(digest, length));
    }

    @Override
    public void remove(Digest digest) throws IOException {
        found(() -> {
            client.removeObject(RemoveObjectArgs.builder().bucket(storage.bucket()).object(digest.toString()).build());
            return digest;
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception failed) {
            throw new AttachmentFailed(failed);
        }
    }

    /** Read piece by piece, each with a request of its own: a connection that waits for a slow reader would be cut. */
    private final class Stored implements Content {
        private final Digest digest;
        private final long length;

        Stored(Digest digest, long length) {
            this.digest = digest;
            this.length = length;
        }

        @Override
        public Digest digest() {
            return digest;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(ByteBuffer into, long from) {
            int wanted = (int) Math.min(into.remaining(), length - from);
            if (wanted <= 0) {
                return 0;
            }
            try {
                byte[] piece = found(() -> piece(from, wanted)).orElseThrow(() -> new IOException("it is not there any more"));
                if (piece.length < wanted) {
                    throw new EOFException("it was cut short");
                }
                into.put(piece);
                return wanted;
            } catch (IOException failed) {
                throw new AttachmentFailed(failed);
            }
        }

        private byte[] piece(long from, int wanted) throws MinioException, GeneralSecurityException, IOException {
            try (InputStream stream = client.getObject(GetObjectArgs.builder()
                    .bucket(storage.bucket())
                    .object(digest.toString())
                    .offset(from)
                    .length((long) wanted)
                    .build())) {
                return stream.readNBytes(wanted);
            }
        }

        @Override
        public void close() {
            // nothing is open between two pieces
        }
    }
}

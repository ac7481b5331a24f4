package dev.nephelite.function.client;

import java.io.InputStream;

/**
 * What a storage service answers when its content is read as it comes.
 *
 * @param reply without its body, unless the service refused
 * @param content empty when the service refused
 */
record StreamedReply(StorageReply reply, InputStream content) {
    /** Returns this download, unless the service refused. */
    StreamedReply requireSuccess() {
        reply.requireSuccess();
        return this;
    }
}

package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;

/** How bytes are kept of which nothing else is known than where they belong, which is in the key. */
final class ContentCodec implements Codec<Content> {
    @Override
    public void write(Content content, RecordOutput out) {
        out.content(content);
    }

    @Override
    public Content read(RecordInput in) {
        return in.content();
    }
}

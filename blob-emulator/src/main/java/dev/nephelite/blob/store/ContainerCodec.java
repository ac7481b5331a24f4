package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;

/** How containers are kept. */
final class ContainerCodec implements Codec<Container> {
    @Override
    public void write(Container container, RecordOutput out) {
        writeWithoutIncarnation(container, out);
        out.number(container.incarnation());
    }

    @Override
    public Container read(RecordInput in) {
        return new Container(new ContainerName(in.text()), revision(in), new Metadata(in.texts()), in.number());
    }

    static void writeWithoutIncarnation(Container container, RecordOutput out) {
        out.text(container.name().value());
        write(container.revision(), out);
        out.texts(container.metadata().pairs());
    }

    static void write(Revision revision, RecordOutput out) {
        out.text(revision.etag().value()).instant(revision.lastModified());
    }

    static Revision revision(RecordInput in) {
        return new Revision(new ETag(in.text()), in.instant());
    }
}

package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Serializes containers: first the fields of format 2, then the rest. */
final class ContainerCodec implements Codec<Container> {
    @Override
    public void write(Container container, RecordOutput out) {
        writeWithoutGeneration(container, out);
        out.number(container.generation());
        @Nullable Lease lease = container.lease();
        out.flag(lease != null);
        if (lease != null) {
            LeaseCodec.write(lease, out);
        }
        Container.PublicAccess access = container.publicAccess();
        out.text(access == Container.PublicAccess.NONE ? null : access.toString());
        container.policies().write(out);
        out.text(container.defaultScope().name()).flag(container.defaultScope().only());
    }

    @Override
    public Container read(RecordInput in) {
        ContainerName name = new ContainerName(in.text());
        Revision revision = revision(in);
        Metadata metadata = new Metadata(in.texts());
        long generation = in.number();
        if (!in.hasMore()) {
            return new Container(name, revision, metadata, generation);
        }
        return new Container(
                name,
                revision,
                metadata,
                generation,
                in.flag() ? LeaseCodec.read(in) : null,
                access(in.optionalText()),
                StoredAccessPolicyList.read(in),
                new Container.DefaultScope(in.text(), in.flag()));
    }

    static void writeWithoutGeneration(Container container, RecordOutput out) {
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

    private static Container.PublicAccess access(@Nullable String text) {
        return text == null ? Container.PublicAccess.NONE : Container.PublicAccess.parse(text);
    }

    /** Serializes deleted containers. */
    static final class DeletedContainerCodec implements Codec<Container.Deleted> {
        private final Codec<Container> containers = new ContainerCodec();

        @Override
        public void write(Container.Deleted deleted, RecordOutput out) {
            out.number(deleted.version().ticks())
                    .instant(deleted.deletion().at())
                    .number(deleted.deletion().days());
            containers.write(deleted.container(), out);
        }

        @Override
        public Container.Deleted read(RecordInput in) {
            Container.Deleted.Version version = new Container.Deleted.Version(in.number());
            Deletion deletion = new Deletion(in.instant(), (int) in.number());
            return new Container.Deleted(containers.read(in), version, deletion);
        }
    }

    /** Serializes leases in the records of blobs and containers. */
    static final class LeaseCodec {
        private static final long INFINITE = -1;

        private LeaseCodec() {}

        static void write(Lease lease, RecordOutput out) {
            @Nullable Duration duration = lease.duration();
            out.number(lease.id().getMostSignificantBits())
                    .number(lease.id().getLeastSignificantBits())
                    .number(duration == null ? INFINITE : duration.toSeconds())
                    .flag(lease.breaking())
                    .instant(lease.end());
        }

        static Lease read(RecordInput in) {
            return new Lease(
                    new UUID(in.number(), in.number()), duration(in.number()), in.flag(), in.optionalInstant());
        }

        private static @Nullable Duration duration(long seconds) {
            return seconds == INFINITE ? null : Duration.ofSeconds(seconds);
        }
    }
}

package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerVersion;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;

/** How containers are kept that can still be brought back. */
final class DeletedContainerCodec implements Codec<DeletedContainer> {
    private final Codec<Container> containers = new ContainerCodec();

    @Override
    public void write(DeletedContainer deleted, RecordOutput out) {
        out.number(deleted.version().ticks())
                .instant(deleted.deletion().at())
                .number(deleted.deletion().days());
        containers.write(deleted.container(), out);
    }

    @Override
    public DeletedContainer read(RecordInput in) {
        ContainerVersion version = new ContainerVersion(in.number());
        Deletion deletion = new Deletion(in.instant(), (int) in.number());
        return new DeletedContainer(containers.read(in), version, deletion);
    }
}

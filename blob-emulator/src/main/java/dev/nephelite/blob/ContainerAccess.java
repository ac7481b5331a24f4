package dev.nephelite.blob;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.PublicAccess;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.auth.StoredAccessPolicies;
import dev.nephelite.emulator.auth.StoredAccessPolicies.StoredAccessPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the containers of a store let others do. */
record ContainerAccess(BlobStore store) implements StoredAccessPolicies {
    @Override
    public @Nullable StoredAccessPolicy find(String account, String resource, String id) {
        return container(account, resource)
                .map(container -> container.policies().find(id))
                .orElse(null);
    }

    @Override
    public boolean openToEverybody(String account, String container, boolean blobs) {
        PublicAccess access =
                container(account, container).map(Container::publicAccess).orElse(PublicAccess.NONE);
        return switch (access) {
            case NONE -> false;
            case BLOB -> blobs;
            case CONTAINER -> true;
        };
    }

    private Optional<Container> container(String account, String name) {
        ContainerName container = new ContainerName(name);
        return store.read(view -> view.container(account, container));
    }
}

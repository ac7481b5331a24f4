package dev.nephelite.blob;

import static dev.nephelite.emulator.auth.Permission.any;
import static dev.nephelite.emulator.auth.Permission.container;
import static dev.nephelite.emulator.auth.Permission.object;
import static dev.nephelite.emulator.auth.Permission.service;

import dev.nephelite.blob.account.GetAccountInformation;
import dev.nephelite.blob.account.GetBlobServiceProperties;
import dev.nephelite.blob.account.GetBlobServiceStats;
import dev.nephelite.blob.account.ListContainers;
import dev.nephelite.blob.account.SetBlobServiceProperties;
import dev.nephelite.blob.blob.DeleteBlob;
import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.blob.GetBlobMetadata;
import dev.nephelite.blob.blob.GetBlobProperties;
import dev.nephelite.blob.blob.PutBlob;
import dev.nephelite.blob.blob.SetBlobExpiry;
import dev.nephelite.blob.blob.SetBlobMetadata;
import dev.nephelite.blob.blob.SetBlobProperties;
import dev.nephelite.blob.blob.SnapshotBlob;
import dev.nephelite.blob.blob.UndeleteBlob;
import dev.nephelite.blob.block.GetBlockList;
import dev.nephelite.blob.block.PutBlock;
import dev.nephelite.blob.block.PutBlockList;
import dev.nephelite.blob.container.CreateContainer;
import dev.nephelite.blob.container.DeleteContainer;
import dev.nephelite.blob.container.GetContainerMetadata;
import dev.nephelite.blob.container.GetContainerProperties;
import dev.nephelite.blob.container.ListBlobs;
import dev.nephelite.blob.container.SetContainerMetadata;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.auth.Permission;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.settings.SettingsInForce;

/** The Blob service, in the order of its REST reference. What is not in here is refused as not implemented. */
final class BlobRoutes {
    private static final Permission READ = object("r").orServiceSas("r");
    private static final Permission WRITE = object("w").orServiceSas("w");
    private static final Permission CREATE = object("cw").orServiceSas("cw");

    /** Which of the letters it takes depends on what is to be deleted. */
    private static final Permission DELETE = object("dxy").orServiceSas("dxy");

    private static final Permission LIST = container("l").orServiceSas("l");

    private final Routes routes = new Routes().withRoot("$root");

    private BlobRoutes() {}

    static Routes of(BlobStore store, SettingsInForce inForce) {
        BlobRoutes table = new BlobRoutes();
        table.addAccount(store, inForce);
        table.addContainers(store);
        table.addBlobs(store);
        return table.routes;
    }

    private void addAccount(BlobStore store, SettingsInForce inForce) {
        on("GET /?comp=list", service("l"), new ListContainers(store));
        on("PUT /?restype=service&comp=properties", service("w"), new SetBlobServiceProperties(store, inForce));
        on("GET /?restype=service&comp=properties", service("r"), new GetBlobServiceProperties(store));
        on("GET /?restype=service&comp=stats", service("r"), new GetBlobServiceStats());
        GetAccountInformation accountInformation = new GetAccountInformation();
        on("GET|HEAD /?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}?restype=account&comp=properties", any(), accountInformation);
        on("GET|HEAD /{container}/{blob...}?restype=account&comp=properties", any(), accountInformation);
    }

    private void addContainers(BlobStore store) {
        on("PUT /{container}?restype=container", container("cw"), new CreateContainer(store));
        on("GET|HEAD /{container}?restype=container", container("r"), new GetContainerProperties(store));
        on("GET|HEAD /{container}?restype=container&comp=metadata", container("r"), new GetContainerMetadata(store));
        on("PUT /{container}?restype=container&comp=metadata", container("w"), new SetContainerMetadata(store));
        on("DELETE /{container}?restype=container", container("d"), new DeleteContainer(store));
        on("GET /{container}?restype=container&comp=list", LIST, new ListBlobs(store));
    }

    private void addBlobs(BlobStore store) {
        // Who leaves out the type of a blob should hear so, therefore the route does not ask for it.
        on("PUT /{container}/{blob...}", CREATE, new PutBlob(store));
        on("GET /{container}/{blob...}", READ, new GetBlob(store));
        on("HEAD /{container}/{blob...}", READ, new GetBlobProperties(store));
        on("PUT /{container}/{blob...}?comp=properties", WRITE, new SetBlobProperties(store));
        on("GET|HEAD /{container}/{blob...}?comp=metadata", READ, new GetBlobMetadata(store));
        on("PUT /{container}/{blob...}?comp=metadata", WRITE, new SetBlobMetadata(store));
        on("PUT /{container}/{blob...}?comp=snapshot", CREATE, new SnapshotBlob(store));
        on("DELETE /{container}/{blob...}", DELETE, new DeleteBlob(store));
        on("PUT /{container}/{blob...}?comp=undelete", WRITE, new UndeleteBlob(store));
        on("PUT /{container}/{blob...}?comp=expiry", WRITE, new SetBlobExpiry(store));
        // Operations on block blobs
        on("PUT /{container}/{blob...}?comp=block", CREATE, new PutBlock(store));
        on("PUT /{container}/{blob...}?comp=blocklist", CREATE, new PutBlockList(store));
        on("GET /{container}/{blob...}?comp=blocklist", READ, new GetBlockList(store));
    }

    private void on(String line, Permission permission, Operation operation) {
        routes.on(line, permission, new NothingIgnored(operation));
    }
}

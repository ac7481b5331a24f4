package dev.nephelite.blob.container;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import java.io.IOException;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/set-container-acl">Set Container ACL</a>. It replaces
 * everything: public access or policies that the request leaves out are removed.
 */
public record SetContainerACL(BlobStore store) implements Operation {
    private static final String PERMISSIONS = "racwdxyltmeopif";

    @Override
    public Response handle(Request request) throws IOException {
        ContainerRequest target = ContainerRequest.writing(request);
        Container.PublicAccess access = ResourceHeaders.publicAccess(request.headers());
        StoredAccessPolicyList policies = StoredAccessPolicyList.from(request, PERMISSIONS);

        return store.write(tx -> {
            Container container = target.requireForWrite(tx.reader()).with(access, policies, tx.nextRevision());
            tx.put(request.account(), container);
            return ResourceHeaders.add(Response.of(200), container.revision());
        });
    }
}

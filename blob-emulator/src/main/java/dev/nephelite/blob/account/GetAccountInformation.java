package dev.nephelite.blob.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;

/**
 * <a href="https://learn.microsoft.com/rest/api/storageservices/get-account-information">Get Account Information</a>.
 * It can address the account, a container or a blob, whether that exists or not.
 */
public record GetAccountInformation() implements Operation {
    @Override
    public Response handle(Request request) {
        return Response.of(200)
                .header("x-ms-sku-name", "Standard_RAGRS")
                .header("x-ms-account-kind", "StorageV2")
                .header("x-ms-is-hns-enabled", false);
    }
}

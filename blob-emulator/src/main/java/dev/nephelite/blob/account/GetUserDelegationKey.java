package dev.nephelite.blob.account;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.UserDelegationKeyIssuer;
import java.io.IOException;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key">Get User Delegation Key</a>. */
public record GetUserDelegationKey() implements Operation {
    @Override
    public Response handle(Request request) throws IOException {
        return UserDelegationKeyIssuer.answer(request, "b");
    }
}

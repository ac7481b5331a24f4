package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.worker.Worker.ContentForm;

/** The {@code blob} input and output: one whole blob whose path may speak of the trigger. */
final class BlobBinding implements BindingType {
    @Override
    public String name() {
        return "blob";
    }

    @Override
    public Input input(BindingDefinition binding, BindingContext context, ContentForm form) {
        BlobClient blobs = context.storage().account(binding.text("connection")).blobs();
        BlobPath path = BlobPath.of(binding, context.settings());
        return form == ContentForm.STREAM
                ? new BlobStreamInput(blobs, path)
                : new BlobInput(blobs, path, binding.isBinary() || form == ContentForm.BYTES);
    }

    @Override
    public Output output(BindingDefinition binding, BindingContext context) {
        return new BlobOutput(
                context.storage().account(binding.text("connection")).blobs(),
                BlobPath.of(binding, context.settings()));
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>Reads text and whole numbers as people type them.</summary>
internal sealed class TypedBinders : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var metadata = context.Metadata;
        if (metadata.MetadataKind != ModelMetadataKind.Property || metadata.IsComplexType)
            return null;
        var loggers = context.Services.GetRequiredService<ILoggerFactory>();
        return metadata.UnderlyingOrModelType switch
        {
            { } text when text == typeof(string) && metadata.DataTypeName != nameof(DataType.Password) =>
                new TypedTextBinder(new SimpleTypeModelBinder(typeof(string), loggers), TypedTextBinder.IsLine(text, metadata.ValidatorMetadata)),
            { } number when number == typeof(int) => new TypedNumberBinder(new SimpleTypeModelBinder(metadata.ModelType, loggers)),
            _ => null,
        };
    }
}

/// <summary>A text of one line has no blanks around it, one of several lines has one kind of line end: what was not changed is no change.</summary>
internal sealed class TypedTextBinder(IModelBinder binder, bool isLine) : IModelBinder
{
    /// <summary>Fields of a name's or a line's length, as <see cref="QuestionTagHelper"/> shows them; not passwords, of which every character counts.</summary>
    public static bool IsLine(Type type, IEnumerable<object> validators) => type == typeof(string)
        && validators.OfType<MaxLengthAttribute>().FirstOrDefault() is { Length: <= Limits.Line }
        && !validators.OfType<DataTypeAttribute>().Any(d => d.DataType == DataType.Password);

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        await binder.BindModelAsync(bindingContext);
        if (bindingContext.Result is { IsModelSet: true, Model: string text })
            bindingContext.Result = ModelBindingResult.Success(isLine ? TypedText.Line(text) is { Length: > 0 } line ? line : null : TypedText.Lines(text));
    }
}

/// <summary>A whole number with the marks between thousands that people write, and that pages and reports print.</summary>
internal sealed class TypedNumberBinder(IModelBinder binder) : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given.FirstValue is not { } typed || string.IsNullOrWhiteSpace(typed))
        {
            await binder.BindModelAsync(bindingContext);
            return;
        }
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        if (TypedNumber.Whole(typed) is { } number)
            bindingContext.Result = ModelBindingResult.Success(number);
        else
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, bindingContext.ModelMetadata.ModelBindingMessageProvider.ValueMustBeANumberAccessor(bindingContext.ModelMetadata.GetDisplayName()));
    }
}

using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// Text that can be kept and printed: no control characters but tab and line ends, no halves of surrogate pairs, and none
/// of the code points that will never be characters (U+FFFE and its like), which Unicode's own algorithms refuse.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StorableAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value switch
    {
        string text => IsStorable(text),
        IEnumerable<string> texts => texts.All(IsStorable),
        _ => true,
    };

    /// <summary>The framework translates its own attributes only; this one says its sentence itself.</summary>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        IsValid(value) ? ValidationResult.Success
            : new(validationContext.GetService<IStringLocalizerFactory>() is { } localizers ? new Texts(localizers, "Rules")["NotStorable", validationContext.DisplayName] : ErrorMessage);

    public static bool IsStorable(string? text)
    {
        if (text is null)
            return true;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done || !IsStorable(rune.Value))
                return false;
            rest = rest[length..];
        }
        return true;
    }

    private static bool IsStorable(int code) =>
        (code >= ' ' || code is '\t' or '\n' or '\r') && code is not (>= 0x7F and < 0xA0 and not 0x85)
        && (code & 0xFFFE) != 0xFFFE && code is not (>= 0xFDD0 and <= 0xFDEF);
}

/// <summary>
/// Gives every bound property the domain's label, our sentences for the framework's checks, and a check that the
/// database can keep the text.
/// </summary>
public sealed class WordedMetadata : IDisplayMetadataProvider, IValidationMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key is { MetadataKind: ModelMetadataKind.Property, ContainerType: { } container, Name: { } name })
            context.DisplayMetadata.DisplayName = () => Words.Label(container, name);
        context.DisplayMetadata.ConvertEmptyStringToNull = true;
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        if (context.Key.MetadataKind != ModelMetadataKind.Property)
            return;
        var validators = context.ValidationMetadata.ValidatorMetadata;
        if (context.Key.ModelType == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(context.Key.ModelType))
            validators.Add(new StorableAttribute());
        foreach (var attribute in validators.OfType<ValidationAttribute>().Where(a => a.ErrorMessage is null || a is EmailAddressAttribute))
        {
            attribute.ErrorMessage = attribute switch
            {
                RequiredAttribute => "Required",
                MaxLengthAttribute when context.Key.ModelType != typeof(string) => "TooMany",
                MaxLengthAttribute => "TooLong",
                MinLengthAttribute => "TooFew",
                RangeAttribute => "OutOfRange",
                StorableAttribute => "NotStorable",
                EmailAddressAttribute => "NotAnEmail",
                _ => attribute.ErrorMessage,
            };
        }
    }

    public static void Add(MvcOptions options, IStringLocalizerFactory localizers)
    {
        options.ModelMetadataDetailsProviders.Add(new WordedMetadata());
        // A missing answer is the domain's business, not the compiler's: nullability does not make a field required.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var texts = new Texts(localizers, "Rules");
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, label) => texts["NotUnderstood", label]);
        messages.SetValueIsInvalidAccessor(_ => texts["NotUnderstood", ""]);
        messages.SetValueMustBeANumberAccessor(label => texts["NotANumber", label]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["NotUnderstood", ""]);
        messages.SetMissingBindRequiredValueAccessor(label => texts["Required", label]);
        messages.SetUnknownValueIsInvalidAccessor(label => texts["NotUnderstood", label]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["NotUnderstood", ""]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["NotUnderstood", ""]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["NotANumber", ""]);
    }
}

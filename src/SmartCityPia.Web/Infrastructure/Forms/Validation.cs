using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>Text that can be stored; of a line also without characters that nobody sees. The page then shows the text without them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StorableAttribute(bool isLine = false) : ValidationAttribute
{
    public bool IsLine => isLine;

    public override bool IsValid(object? value) => value switch
    {
        string text => isLine ? TypedText.IsVisibleLine(text) : TypedText.IsStorable(text),
        IEnumerable<string> texts => texts.All(TypedText.IsStorable),
        _ => true,
    };

    /// <summary>The framework translates only its own attributes, so this one finds its sentence itself.</summary>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        IsValid(value) ? ValidationResult.Success
            : new(validationContext.GetService<IStringLocalizerFactory>() is { } localizers ? Sentence(value, validationContext.DisplayName, new(localizers, "Rules")) : ErrorMessage);

    private string Sentence(object? value, string label, Texts texts)
    {
        var taken = value switch
        {
            string text => TypedText.TakenOut(text, isLine),
            IEnumerable<string> all => [.. all.SelectMany(text => TypedText.TakenOut(text, isLine: false)).Distinct(StringComparer.Ordinal)],
            _ => [],
        };
        return taken.Count == 0 ? texts["NotVisible", label] : texts["NotStorable", label, string.Join(", ", taken.Take(5)) + (taken.Count > 5 ? ", …" : "")];
    }
}

/// <summary>Has the sentence of the domain's own attribute translated, as the framework does it for its own.</summary>
internal sealed class OwnAttributes : ValidationAttributeAdapterProvider, IValidationAttributeAdapterProvider
{
    IAttributeAdapter? IValidationAttributeAdapterProvider.GetAttributeAdapter(ValidationAttribute attribute, IStringLocalizer? stringLocalizer) =>
        attribute is MailAddressAttribute mail ? new MailAddressSentence(mail, stringLocalizer) : GetAttributeAdapter(attribute, stringLocalizer);

    private sealed class MailAddressSentence(MailAddressAttribute attribute, IStringLocalizer? localizer) : AttributeAdapterBase<MailAddressAttribute>(attribute, localizer)
    {
        public override void AddValidation(ClientModelValidationContext context)
        {
        }

        public override string GetErrorMessage(ModelValidationContextBase validationContext) =>
            GetErrorMessage(validationContext.ModelMetadata, validationContext.ModelMetadata.GetDisplayName());
    }
}

/// <summary>
/// Gives bound properties the domain's labels, our sentences for the framework's checks, and the check for storable text.
/// </summary>
public sealed class WordedMetadata : IDisplayMetadataProvider, IValidationMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key is { MetadataKind: ModelMetadataKind.Property, ContainerType: { } container, Name: { } name })
            context.DisplayMetadata.DisplayName = () => Words.Label(container, name);
        // The items of a list are never null: its code would have to expect it.
        context.DisplayMetadata.ConvertEmptyStringToNull = context.Key.MetadataKind != ModelMetadataKind.Type;
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        if (context.Key.MetadataKind != ModelMetadataKind.Property)
            return;
        var validators = context.ValidationMetadata.ValidatorMetadata;
        if (context.Key.ModelType == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(context.Key.ModelType))
            validators.Add(new StorableAttribute(TypedTextBinder.IsLine(context.Key.ModelType, validators)));
        foreach (var attribute in validators.OfType<ValidationAttribute>().Where(a => a.ErrorMessage is null || a is MailAddressAttribute))
        {
            attribute.ErrorMessage = attribute switch
            {
                RequiredAttribute => "Required",
                MaxLengthAttribute when context.Key.ModelType != typeof(string) => "TooMany",
                MaxLengthAttribute => "TooLong",
                MinLengthAttribute => "TooFew",
                RangeAttribute => "OutOfRange",
                StorableAttribute => "NotStorable",
                MailAddressAttribute => "NotAnEmail",
                _ => attribute.ErrorMessage,
            };
        }
    }

    public static void Add(MvcOptions options, IStringLocalizerFactory localizers)
    {
        options.ModelMetadataDetailsProviders.Add(new WordedMetadata());
        options.ModelBinderProviders.Insert(0, new TypedBinders());
        // Required fields are the domain's decision, so nullability doesn't make a field required.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var texts = new Texts(localizers, "Rules");
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, label) => texts["NotUnderstood", label]);
        messages.SetValueIsInvalidAccessor(_ => texts["NotUnderstoodHere"]);
        messages.SetValueMustBeANumberAccessor(label => texts["NotANumber", label]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["NotUnderstoodHere"]);
        messages.SetMissingBindRequiredValueAccessor(label => texts["Required", label]);
        messages.SetUnknownValueIsInvalidAccessor(label => texts["NotUnderstood", label]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["NotUnderstoodHere"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["NotUnderstoodHere"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["NotANumber", ""]);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// The texts of pages: one resource per subject folder (<c>Resources/Risks.resx</c>), with <c>Resources/Shared.resx</c> for common ones.
/// Labels of fields are the domain's (<see cref="Domain.Foundation.Words"/>).
/// </summary>
public class Texts(IStringLocalizerFactory factory, string subject)
{
    private static readonly string Assembly = typeof(Texts).Assembly.GetName().Name!;

    private IStringLocalizer _own = factory.Create(subject, Assembly);
    private readonly IStringLocalizer _shared = factory.Create("Shared", Assembly);

    public string this[string key, params object?[] arguments]
    {
        get
        {
            var text = _own[key];
            if (text.ResourceNotFound)
                text = _shared[key];
            return arguments.Length == 0 ? text.Value : string.Format(CultureInfo.CurrentCulture, text.Value, arguments);
        }
    }

    public bool Has(string key) => !_own[key].ResourceNotFound || !_shared[key].ResourceNotFound;

    /// <inheritdoc cref="Counted.Of"/>
    public string Count(string key, int count, params object?[] more) => Counted.Of(key, count, k => Has(k) ? this[k] : null, null, more);

    public string Of(FieldError error) => this[error.Rule, [.. error.Arguments]];

    protected void SpeakFor(string otherSubject) => _own = factory.Create(otherSubject, Assembly);
}

/// <summary>
/// The words of the folder a view lies in, as every view has them in <c>L</c>: <c>/Features/Dossiers/Risks/Edit.cshtml</c> speaks <c>Risks.resx</c>.
/// </summary>
public sealed class ViewTexts(IStringLocalizerFactory factory) : Texts(factory, "Shared"), IViewContextAware
{
    public void Contextualize(ViewContext viewContext)
    {
        if (viewContext.ExecutingFilePath?.Split('/') is { Length: > 2 } parts)
            SpeakFor(parts[^2]);
    }
}

public static class HttpContextTexts
{
    /// <summary>The sentence for a broken rule or a confirmation, from <c>Rules.resx</c>.</summary>
    public static string Sentence(this HttpContext http, FieldError error) =>
        new Texts(http.RequestServices.GetRequiredService<IStringLocalizerFactory>(), "Rules").Of(error);
}

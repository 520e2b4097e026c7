using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using QRCoder;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Register;

/// <summary>Signs to print for the places where a service senses: its purposes and data in words, and a code that leads to its entry.</summary>
internal static class RegisterSign
{
    /// <remarks>400: no such size. 404: no such entry, or it is withdrawn.</remarks>
    public static async Task<IResult> Svg(string language, string slug, string? size, HttpContext http, PiaDbContext db, LiveSettings settings, IOptions<CityOptions> city, IStringLocalizerFactory localizers, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<SignSize>(size ?? nameof(SignSize.A4), ignoreCase: true, out var known) || !Enum.IsDefined(known))
            return Results.BadRequest();
        if (await db.RegisterEntry(slug, null, cancellationToken) is not { Withdrawal: null } found)
            return Results.NotFound();
        var address = RegisterFiles.At(http, city.Value, Addresses.RegisterEntry(language, slug));
        var texts = new Texts(localizers, "Register");
        return Results.Text(SvgWriter.WriteFile(ServiceSign.Draw(new(settings.Now.Identity.Name, found.Publication.Name, Lines(found.Publication.Entry, texts), texts["Sign.Scan"], address), Code(address), known)), "image/svg+xml; charset=utf-8");
    }

    /// <remarks>404: no such entry, or it is withdrawn.</remarks>
    public static async Task<IResult> Pdf(string language, string slug, HttpContext http, PiaDbContext db, LiveSettings settings, IOptions<CityOptions> city, IStringLocalizerFactory localizers, CancellationToken cancellationToken)
    {
        if (await db.RegisterEntry(slug, null, cancellationToken) is not { Withdrawal: null } found)
            return Results.NotFound();
        var (publication, texts, name) = (found.Publication, new Texts(localizers, "Register"), settings.Now.Identity.Name);
        var address = RegisterFiles.At(http, city.Value, Addresses.RegisterEntry(language, slug));
        var document = new ReportDocument(publication.Name, texts["Sign"], name, language, texts["Sign"], name, $"register/{publication.Slug}/{publication.Sha256}",
        [
            new Paragraph(name, Muted: true),
            new Heading(1, publication.Name),
            new Facts([.. Lines(publication.Entry, texts).Select(l => new Fact(l.Label, l.Text))]),
            new Figure(ServiceSign.Alone(Code(address), texts["Sign.Scan"], address), $"{texts["Sign.Scan"]} {address}"),
        ]);
        using var file = new MemoryStream();
        PdfReportWriter.Write(document, publication.PublishedAt, file);
        return Results.Bytes(file.ToArray(), "application/pdf", $"{publication.Slug}.pdf");
    }

    /// <summary>What passers-by ask first, as far as it is told.</summary>
    private static List<(string Label, string Text)> Lines(RegisterEntry entry, Texts texts)
    {
        List<(string, string)> lines = [(texts["Sign.Body"], entry.Agency)];
        foreach (var part in new[] { PublicPart.Why, PublicPart.Data, PublicPart.Choice })
        {
            var told = entry.Fields.Where(f => f.Part == part && f.Text is not null).Select(f => f.Text!).ToList();
            if (told.Count > 0)
                lines.Add((Words.Of(part), string.Join(' ', told.Take(2))));
        }
        return lines;
    }

    private static List<IReadOnlyList<bool>> Code(string address)
    {
        // A quarter of it may be dirty or torn.
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.Q);
        return [.. code.ModuleMatrix.Select(row => (IReadOnlyList<bool>)[.. row.Cast<bool>()])];
    }
}

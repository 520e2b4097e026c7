using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>
/// How the vendor starts the description: from the city's description, a kind of service, a file, or empty. The file upload is here.
/// </summary>
/// <remarks>
/// 400: nothing chosen, or the file has errors; all are listed and nothing is saved. 409: the description can't be edited any more.
/// </remarks>
public sealed class StartModel(PiaCatalogue catalogue, BeginDescription begin, StartAssessment start,
    ReadDescriptionFile read) : DossierPage
{
    private const string Shared = "shared";
    private const string Blank = "blank";

    public sealed class StartDetails
    {
        [Required, MaxLength(20)]
        public string? With { get; set; }
    }

    [BindProperty]
    public StartDetails Input { get; set; } = new();

    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<FileError> FileErrors { get; private set; } = [];

    /// <summary>Names in the file that may mean a body that is known; the file waits on the page for the answers.</summary>
    public IReadOnlyList<NearName> Near { get; private set; } = [];

    /// <summary>The file that waits.</summary>
    public string FileText { get; private set; } = "";

    public override Access Access => new() { PostPolicy = Policies.Describe };

    /// <summary>The description is in progress; starting again replaces it.</summary>
    public bool Replaces => Asked!.IsWritten;

    public IReadOnlyList<Option> Choices(Texts texts) =>
    [
        .. Asked!.Shared && !Replaces ? [new Option(Shared, texts["Start.Shared"])] : Array.Empty<Option>(),
        new(Blank, texts["Start.Blank"]),
        .. catalogue.Archetypes.Select(a => new Option(a.Id, a.Name)),
    ];

    public IActionResult OnGet() => Asked!.IsWritten || Asked.State == DescriptionState.Asked
        ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        switch (Input.With)
        {
            case Shared when Asked!.Shared && !Replaces:
                return Done(await begin.Handle(Assessment.Id, null, actor, cancellationToken));
            case Blank:
                return Done(await begin.Handle(Assessment.Id, service =>
                {
                    foreach (var field in DescriptionRows.Fields(service))
                        field.SetValue(service, field.Name == nameof(service.Name) ? Asked!.Name : null);
                    return Task.FromResult<IReadOnlyList<object>>([]);
                }, actor, cancellationToken));
            case { } id when catalogue.Archetypes.Contains(id):
                var archetype = catalogue.Archetypes[id];
                return Done(await begin.Handle(Assessment.Id, async service =>
                {
                    var bodies = await start.Bodies(archetype, [(Assessment.AgencyId, null), (Assessment.VendorId!.Value, null)], actor, cancellationToken);
                    var prefill = new Prefill(archetype, Assessment.DescriptionId, Assessment.Id, bodies,
                        StartAssessment.RisingIds(actor.At));
                    prefill.Describe(service);
                    return [.. prefill.All.OfType<Domain.Dossiers.IDescriptionRow>()];
                }, actor, cancellationToken, ofKind: true));
            case { Length: > 0 }:
                ModelState.AddModelError("Input.With", HttpContext.Sentence(new("", "NotOffered")));
                break;
        }
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostFileAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Upload is null || Upload.Length == 0)
        {
            ModelState.AddModelError("File", HttpContext.Sentence(new("", "FileMissing")));
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        return await Take(await ReadDescriptionFile.Bytes(Upload, cancellationToken), new Dictionary<string, Guid?>(TextKey.Comparer), cancellationToken);
    }

    /// <summary>The same file once more, with what was answered about its names.</summary>
    public async Task<IActionResult> OnPostNamesAsync(string? text, List<string> names, List<string?> bodies, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var decided = new Dictionary<string, Guid?>(TextKey.Comparer);
        foreach (var (name, body) in names.Where(n => n is not null).Zip(bodies))
            decided[name] = Guid.TryParse(body, out var id) ? id : null;
        return await Take(System.Text.Encoding.UTF8.GetBytes(text ?? ""), decided, cancellationToken);
    }

    private async Task<IActionResult> Take(byte[] bytes, Dictionary<string, Guid?> decided, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        var file = await read.Handle(bytes, Assessment, Dossier.Organisations, decided, actor, cancellationToken);
        if (file.Errors.Count > 0)
        {
            FileErrors = file.Errors;
            ModelState.AddModelError("File",
                HttpContext.Sentence(new("", "FileHasErrors",
                file.Errors.Count.ToString(System.Globalization.CultureInfo.CurrentCulture))));
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        if (file.Near.Count > 0)
        {
            (Near, FileText) = (file.Near, System.Text.Encoding.UTF8.GetString(bytes));
            return Page();
        }
        return Done(await begin.Handle(Assessment.Id, service =>
        {
            foreach (var field in DescriptionRows.Fields(service))
                field.SetValue(service, field.GetValue(file.Service));
            return Task.FromResult<IReadOnlyList<object>>([.. file.Added, .. file.Rows]);
        }, actor, cancellationToken));
    }

    private IActionResult Done(bool done)
    {
        if (!done)
        {
            ModelState.AddModelError("", HttpContext.Sentence(new("", "DescriptionClosed")));
            return this.Answer(StatusCodes.Status409Conflict);
        }
        Saved = HttpContext.Sentence(new("", "DescriptionBegun"));
        return Redirect(At(Domain.Dossiers.Step.Service));
    }
}

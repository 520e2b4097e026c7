using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>When the service ends, and what becomes of data and devices. In any state of the assessment: services end in operation.</summary>
/// <remarks>400: a field is invalid. 409: changed by somebody else; both are shown.</remarks>
public sealed class EndModel(PiaDbContext db, Save<ServiceEnd, ServiceEndDetails> save) : DossierPage
{
    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    [BindProperty]
    public ServiceEndDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Version { get; set; }

    public ServiceEnd? Stored { get; private set; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public ServiceEnd? Theirs { get; private set; }

    /// <summary>What still has to be done before the service is over.</summary>
    public IReadOnlyList<ActionItem> OpenActions => [.. Dossier.Actions.Where(a => a.DoneOn is null).OrderBy(a => a.DueOn ?? DateOnly.MaxValue)];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Stored is null)
            return;
        foreach (var property in DossierDiff.FieldsOf(typeof(ServiceEndDetails)))
            property.SetValue(Input, property.GetValue(Stored));
        Version = Stored.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var outcome = await save.Handle(new() { Id = ServiceEnd.IdOf(Assessment.Id), OwnerId = Assessment.Id }, Input, Version, HttpContext.Actor(), cancellationToken, new()
        {
            Check = _ => Input.Check(Today),
        });
        switch (outcome)
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "EndSaved"));
                return Redirect(At("end"));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                (Theirs, Version) = ((ServiceEnd)conflict.Theirs, conflict.Theirs.Version);
                ModelState.Remove(nameof(Version));
                break;
        }
        this.Tell([new("", "SaveAgain")]);
        return this.Answer(StatusCodes.Status409Conflict);
    }

    public IEnumerable<(string Label, string Text)> FactsOf(ServiceEndDetails end) => DossierDiff.FieldsOf(typeof(ServiceEndDetails))
        .Select(f => (Words.Label(typeof(ServiceEndDetails), f.Name), f.GetValue(end) switch
        {
            null => "",
            Enum value => Words.Of(value),
            DateOnly day => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
            var value => value.ToString()!,
        })).Where(f => f.Item2.Length > 0);

    private async Task Load(CancellationToken cancellationToken) =>
        Stored = await db.ServiceEnds.AsNoTracking().SingleOrDefaultAsync(e => e.OwnerId == Assessment.Id, cancellationToken);
}

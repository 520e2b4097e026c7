using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>What the kind of service filled in and nobody has looked at. A row, a step or everything is confirmed as it is.</summary>
public sealed class UnseenModel(LookedAt lookedAt) : DossierPage
{
    /// <summary>One row, with what belongs to it.</summary>
    [BindProperty]
    public Guid? Row { get; set; }

    /// <summary>All rows of a step; with neither, all there are.</summary>
    [BindProperty]
    public Step? Of { get; set; }

    public IEnumerable<(Step Step, IReadOnlyList<IRow> Rows)> Groups =>
        Enum.GetValues<Step>().Select(s => (s, (IReadOnlyList<IRow>)[.. Dossier.UnseenIn(s)])).Where(g => g.Item2.Count > 0);

    public string NameOf(IRow row) => RowKinds.Of(row) is { Parent.Owns: true } kind
        ? $"{Dossier.DatasetOf(kind.Parent.IdOf(row))?.Name}: {kind.NameOf(Dossier, row)}" : RowKinds.Of(row).NameOf(Dossier, row);

    public string PlaceOf(IRow row) => row switch
    {
        ScreeningAnswer answer => At(Domain.Dossiers.Step.Screening) + "#" + answer.QuestionId,
        ServiceDescription => At(Domain.Dossiers.Step.Service),
        _ => At(Addresses.Of(RowPointer.To(row))),
    };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return BadRequest();
        IReadOnlyList<Guid> rows = Row is { } row
            ? [row, .. RowKinds.All.Where(k => k.Parent is { Owns: true }).SelectMany(k => k.RowsOf(Dossier).Where(r => k.Parent!.IdOf(r) == row)).Select(r => r.Id)]
            : [.. Groups.Where(g => Of is null || g.Step == Of).SelectMany(g => g.Rows).Select(r => r.Id)];
        if (await lookedAt.Handle(Assessment, rows, HttpContext.Actor(), cancellationToken) is not Outcome.Done)
        {
            ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
            return this.Answer(StatusCodes.Status409Conflict);
        }
        Saved = HttpContext.Sentence(new("", "LookedAt"));
        return Redirect(Of is { } step ? At(step) : Row is { } back && RowKinds.All.SelectMany(k => k.RowsOf(Dossier)).FirstOrDefault(r => r.Id == back) is { } shown ? PlaceOf(shown) : At("unseen"));
    }
}

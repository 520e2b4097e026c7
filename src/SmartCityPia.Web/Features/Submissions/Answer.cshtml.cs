using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The vendor answers a question or says how it dealt with a correction.</summary>
public sealed class AnswerModel(SaveRow<DescriptionRemark, AnswerDetails> save) : RowForm<DescriptionRemark, AnswerDetails>
{
    public DescriptionRemark Remark => Remarks.First(r => r.Id == Id);

    /// <summary>Address of the row or step that it is about.</summary>
    public string Place => At(DescriptionRows.Of(Dossier).FirstOrDefault(r => r.Id == Remark.RowId) is { } row
        ? Addresses.Of(RowPointer.To(row)) : Addresses.Of(Remark.Step));

    protected override string Back => "";

    protected override string NameOf(AnswerDetails details) => Remark.Text.Length > 100 ? Remark.Text[..100] + "…" : Remark.Text;

    /// <summary>Vendors answer remarks; they can't add or remove any.</summary>
    private bool Exists => Remarks.Any(r => r.Id == Id);

    public IActionResult OnGet()
    {
        if (!Exists)
            return NotFound();
        Read(Remark);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Exists)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var result = await save.Handle(Dossier, Assessment, Remark, Input, Version, HttpContext.Actor(), cancellationToken);
        return result is Outcome.Done ? Redirected("Saved", NameOf(Input)) : Explain(result);
    }

    public IActionResult OnPostTake(string? field) => Take(Remarks.FirstOrDefault(r => r.Id == Id), field);
}

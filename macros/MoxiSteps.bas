Attribute VB_Name = "MoxiSteps"
Option Explicit
' 一次办许多步：Python 每问 Excel 一句要等百分之一秒，读三十张表、画四张选票要问几百句；写成一张单子，一次办完。
' 一行一步，各项用制表符隔开，由 pyxl/hosts/sheets/steps.py 写。没有宏的工作簿，Python 一步一步地办，结果一样。

' length 是单子的字数：Excel 的有些地方把长文本截短了也不说，不全的单子一步也不办。
Public Function MoxiCarryOut(ByVal list As String, ByVal length As Variant) As Variant
    Dim steps As Variant, answers() As Variant, at As Long
    On Error GoTo Failed
    If Len(list) <> CLng(length) Then Exit Function
    steps = Split(list, vbLf)
    ReDim answers(0 To UBound(steps))
    For at = 0 To UBound(steps)
        answers(at) = OneStep(Split(steps(at), vbTab))
    Next at
    MoxiCarryOut = answers
    Exit Function
Failed:
    ' 一段文本就是 Excel 不肯办的原因：前面的步骤已经办了，由 Python 放回原样。
    MoxiCarryOut = Err.Description
End Function

Private Function OneStep(ByVal words As Variant) As Variant
    Dim sheet As Object
    If words(0) = "read" Then
        OneStep = TableAt(CStr(words(1)), CStr(words(2)))
        Exit Function
    ElseIf words(0) = "state" Then
        OneStep = StateOf(CStr(words(1)))
        Exit Function
    End If
    Set sheet = ThisWorkbook.Worksheets(CStr(words(1)))
    Select Case words(0)
    Case "unmerge"
        sheet.Range(words(2)).UnMerge
    Case "dress"
        ThisWorkbook.Worksheets(CStr(words(3))).Range(words(4)).Copy sheet.Range(words(2))
    Case "height"
        sheet.Range(words(2)).RowHeight = Val(words(3))
    Case "width"
        sheet.Range(words(2)).ColumnWidth = Val(words(3))
    Case "merge"
        sheet.Range(words(2)).Merge True
    Case "page"
        SetPage sheet.PageSetup, CStr(words(2)), CStr(words(3))
    Case "number"
        SetPage sheet.PageSetup, CStr(words(2)), CLng(words(3))
    Case "off"
        SetPage sheet.PageSetup, CStr(words(2)), False
    Case "paper"
        OneStep = HasPaper(sheet.PageSetup, CLng(words(2)))
    Case "unbreak"
        sheet.ResetAllPageBreaks
    Case "break"
        sheet.HPageBreaks.Add sheet.Range(words(2))
    Case Else
        Err.Raise 5
    End Select
End Function

' 表头和数据的位置、值、公式，这张工作表用到哪里；没有这张表、长得离谱的表，什么也不说。
Private Function TableAt(ByVal sheetName As String, ByVal place As String) As Variant
    Dim area As Object
    On Error GoTo Absent
    Set area = ThisWorkbook.Worksheets(sheetName).Range(place)
    If area.Rows.Count > 10000 Then Exit Function
    TableAt = Array(area.Address, area.Value, area.Formula, area.Worksheet.UsedRange.Address)
Absent:
End Function

' 工作表看得见没有，是不是受保护；没有这张工作表，什么也不说。
Private Function StateOf(ByVal sheetName As String) As Variant
    Dim sheet As Object
    On Error GoTo Absent
    Set sheet = ThisWorkbook.Worksheets(sheetName)
    StateOf = Array(sheet.Visible, sheet.ProtectContents)
Absent:
End Function

' 页面设置写一项就要问一次打印机：与原来不同的才写。
Private Sub SetPage(ByVal setup As Object, ByVal member As String, ByVal wanted As Variant)
    Select Case member
    Case "PrintArea"
        If setup.PrintArea <> wanted Then setup.PrintArea = wanted
    Case "Orientation"
        If setup.Orientation <> wanted Then setup.Orientation = wanted
    Case "Zoom"
        If setup.Zoom <> wanted Then setup.Zoom = wanted
    Case "FitToPagesWide"
        If setup.FitToPagesWide <> wanted Then setup.FitToPagesWide = wanted
    Case "FitToPagesTall"
        If setup.FitToPagesTall <> wanted Then setup.FitToPagesTall = wanted
    Case "PrintTitleRows"
        If setup.PrintTitleRows <> wanted Then setup.PrintTitleRows = wanted
    Case Else
        Err.Raise 438
    End Select
End Sub

' 默认打印机没有这种纸，Excel 不肯设：不是差错，照原来的纸。
Private Function HasPaper(ByVal setup As Object, ByVal size As Long) As Boolean
    On Error GoTo Refused
    setup.PaperSize = size
    HasPaper = True
Refused:
End Function

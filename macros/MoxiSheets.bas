Attribute VB_Name = "MoxiSheets"
Option Explicit
Option Private Module
' 按阶段显示工作表：本阶段的显示出来，别的收起，一按就回来。不用 Python。哪张表属于哪个阶段，见 MoxiStages。

Public Sub NextStage()
    ShowStage StageNow() + 1
End Sub

Public Sub EarlierStage()
    ShowStage StageNow() - 1
End Sub

' 先显示要看的，再收起别的：一本工作簿至少要有一张看得见的表。有问题要改的表不收起。
Public Sub ShowStage(ByVal wanted As Long)
    Dim sheet As Object, stage As Long, first As Object
    On Error GoTo Failed
    If wanted < 1 Then wanted = 1
    If wanted > LastStage + 1 Then wanted = LastStage + 1
    Application.ScreenUpdating = False
    For Each sheet In ThisWorkbook.Worksheets
        stage = StageOf(sheet.CodeName)
        If stage = 0 Or stage = wanted Then sheet.Visible = xlSheetVisible
        If stage = wanted And first Is Nothing Then Set first = sheet
    Next sheet
    If Not first Is Nothing Then first.Activate
    For Each sheet In ThisWorkbook.Worksheets
        stage = StageOf(sheet.CodeName)
        If stage > 0 And stage <> wanted And Not HoldsProblem(sheet.Name) Then sheet.Visible = xlSheetHidden
    Next sheet
    Application.ScreenUpdating = True
    Exit Sub
Failed:
    Application.ScreenUpdating = True
    Tell "工作表没有全部显示出来：" & LastLine(Err.Description) & vbLf & _
        "请右击下面任一张表的标签，选“取消隐藏”；工作簿结构受保护的，请先在“审阅”里撤消保护。"
End Sub

Public Sub ShowAll()
    Dim sheet As Object
    On Error Resume Next
    For Each sheet In ThisWorkbook.Worksheets
        If StageOf(sheet.CodeName) <> NoStage Then sheet.Visible = xlSheetVisible
    Next sheet
End Sub

' 现在看的是哪个阶段：眼前这张表的；眼前是首页等常用表的，取看得见的第一张。
Public Function StageNow() As Long
    Dim sheet As Object
    StageNow = StageOf(ThisWorkbook.ActiveSheet.CodeName)
    If StageNow > 0 Then Exit Function
    For Each sheet In ThisWorkbook.Worksheets
        If StageOf(sheet.CodeName) > 0 And sheet.Visible = xlSheetVisible Then
            StageNow = StageOf(sheet.CodeName)
            Exit Function
        End If
    Next sheet
    StageNow = 0
End Function

' “问题清单”里有这张表的问题。
Public Function HoldsProblem(ByVal sheetName As String) As Boolean
    On Error Resume Next
    HoldsProblem = (Application.WorksheetFunction.CountIf(ProblemPlaces(), sheetName & "*") > 0)
End Function

' 首页上的“下一步”要用的表，收起了的就显示出来，链接才跳得过去。
Public Sub ShowNextSheet()
    On Error Resume Next
    ShowIt CStr(Application.Evaluate(NextSheetName()))
End Sub

Private Sub ShowIt(ByVal sheetName As String)
    Dim sheet As Object
    On Error Resume Next
    Set sheet = ThisWorkbook.Worksheets(sheetName)
    If sheet Is Nothing Then Exit Sub
    If StageOf(sheet.CodeName) <> NoStage Then sheet.Visible = xlSheetVisible
End Sub

' 点了链接：首页上的阶段名换阶段；链到收起的表，显示出来再跳过去。
Public Sub FollowLink(ByVal shown As String, ByVal target As String)
    Dim sheetName As String
    On Error Resume Next
    If shown = AllSheets() Then
        ShowAll
    ElseIf StageNamed(shown) > 0 Then
        ShowStage StageNamed(shown)
    Else
        sheetName = Replace(Split(target, "!")(0), "'", "")
        If ThisWorkbook.Worksheets(sheetName).Visible <> xlSheetVisible Then
            ShowIt sheetName
            ThisWorkbook.Worksheets(sheetName).Activate
        End If
    End If
End Sub
